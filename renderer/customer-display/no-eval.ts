import { config } from 'zod';

// The window's policy knows no code from strings. Schemas look for it when they are made, so this comes before all of them.
config({ jitless: true });
