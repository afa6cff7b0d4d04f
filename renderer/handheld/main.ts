import { startHandheld } from './start-handheld.ts';

startHandheld();
