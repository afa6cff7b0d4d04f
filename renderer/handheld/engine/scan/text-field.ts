const chosenTypes: ReadonlySet<string> = new Set(['radio', 'checkbox', 'button']);

/** Does this take letters itself? A choice that was just tapped is an input too, and takes none. */
export function isTextField(target: EventTarget | null): boolean {
  if (target instanceof HTMLInputElement) return !chosenTypes.has(target.type);
  return target instanceof HTMLTextAreaElement;
}
