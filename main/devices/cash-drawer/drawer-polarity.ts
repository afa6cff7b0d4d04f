/**
 * The switch of a drawer closes when it opens, or opens when it opens: makers do as they like, so the level of pin 3 means
 * nothing until it is learned per drawer. A person is asked to open it, then to close it, and says so each time.
 */

/** A level is believed once it has stood still for so long, in milliseconds. */
export const steadyMs = 300;
/** The procedure is given up when a person does nothing for so long, in milliseconds. */
export const learnStepMsMax = 60_000;

/** Level of pin 3; `unknown` when it cannot be read. */
export const drawerLevels = ['high', 'low', 'unknown'] as const;
export type DrawerLevel = (typeof drawerLevels)[number];

interface Waiting {
  readonly level: DrawerLevel;
  /** Since when the level is so, and since when this step is asked for; UTC epoch ms. */
  readonly levelSince: number;
  readonly askedAt: number;
  /** Has the person said that it is done? */
  readonly saidDone: boolean;
}

/**
 * Where the procedure stands. `no-sensor`: the level is the same open and closed, so this drawer is never known.
 * `not-read`: the printer does not tell the level. `given-up`: nobody went on.
 */
export type PolarityLearning =
  | ({ readonly step: 'open-it' } & Waiting)
  | ({ readonly step: 'close-it'; readonly openLevel: 'high' | 'low' } & Waiting)
  | { readonly step: 'learned'; readonly openLevel: 'high' | 'low' }
  | { readonly step: 'no-sensor' | 'not-read' | 'given-up' };

/** `level`: read from the printer. `done`: the person has opened or closed it. `passed`: time went by. */
export type LearningInput =
  | { readonly kind: 'level'; readonly level: DrawerLevel; readonly at: number }
  | { readonly kind: 'done'; readonly at: number }
  | { readonly kind: 'passed'; readonly at: number };

/** Begins: ask the person to open the drawer by its key. */
export function beginLearning(level: DrawerLevel, at: number): PolarityLearning {
  return { step: 'open-it', level, levelSince: at, askedAt: at, saidDone: false };
}

/** One more input; finished procedures stay as they are. */
export function foldLearning(learning: PolarityLearning, input: LearningInput): PolarityLearning {
  if (learning.step !== 'open-it' && learning.step !== 'close-it') return learning;
  if (!learning.saidDone && input.at - learning.askedAt > learnStepMsMax) return { step: 'given-up' };
  const heard = hear(learning, input);
  if (!heard.saidDone || input.at - heard.levelSince < steadyMs) return heard;
  return decide(heard, input.at);
}

type Asking = Extract<PolarityLearning, { readonly step: 'open-it' | 'close-it' }>;

function hear(learning: Asking, input: LearningInput): Asking {
  if (input.kind === 'done') return { ...learning, saidDone: true };
  if (input.kind !== 'level' || input.level === learning.level) return learning;
  return { ...learning, level: input.level, levelSince: input.at };
}

/** The person said done and the level stands still. */
function decide(learning: Asking, at: number): PolarityLearning {
  const { level } = learning;
  if (level === 'unknown') return { step: 'not-read' };
  if (learning.step === 'open-it') {
    return { step: 'close-it', openLevel: level, level, levelSince: at, askedAt: at, saidDone: false };
  }
  return level === learning.openLevel ? { step: 'no-sensor' } : { step: 'learned', openLevel: learning.openLevel };
}
