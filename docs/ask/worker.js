// Answers the forms of "Ask the policy": {form, language}; its address says which version answers first.

import { serve } from "./loading.js";

serve("ask", ["library", `policy-${new URL(location.href).searchParams.get("version")}`]);
