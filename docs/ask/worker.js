// Answers the forms of "Ask the policy": {form, language}.

import { serve } from "./loading.js";

serve("ask", ["library"]);
