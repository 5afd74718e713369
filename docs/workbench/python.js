// Answers the workbench with the part of the library that is for owners.

import { serve } from "../ask-assets/loading.js";

serve("workbench", ["library", "authoring"]);
