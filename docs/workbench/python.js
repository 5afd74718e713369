// Answers the workbench with the part of the library that is for owners; holiday calendars are checked at once.

import { serve } from "../ask-assets/loading.js";

serve("docs.workbench.workbench", ["library", "authoring", "dateutil", "holidays"]);
