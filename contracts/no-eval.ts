import { config } from 'zod';

// A window's policy knows no code from strings. Schemas look for it when they are made, so this comes before all of them:
// every page of the renderer imports it first, or the bundler puts it behind the schemas the pages have in common.
config({ jitless: true });
