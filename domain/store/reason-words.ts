import type { Language, Reason } from './store-settings.ts';

/** Texts of each language by key; a built-in reason's is `reason.CODE`. */
export type ReasonTexts = Readonly<Record<Language, Readonly<Record<string, string>>>>;

/**
 * Reasons in the words of a language: a built-in one that still has built-in words, whichever language they are in, gets
 * those of this one; a reason the owner worded stays as it is (SG1).
 */
export function reasonsIn(language: Language, reasons: readonly Reason[], texts: ReasonTexts): readonly Reason[] {
  const builtIn = Object.values(texts);
  return reasons.map((reason) => {
    const key = `reason.${reason.code}`;
    const label = builtIn.some((words) => words[key] === reason.label) ? texts[language][key] : undefined;
    return label === undefined || label === reason.label ? reason : { ...reason, label };
  });
}
