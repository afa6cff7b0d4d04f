/** Longest name of a queue, in characters (CUPS allows 127). */
export const queueNameCharsMax = 127;

/** A queue as `lpstat -v` names it: its name and where its jobs go, e.g. `socket://192.168.1.50`. */
export interface CupsQueue {
  readonly queue: string;
  readonly goesTo: string;
}

/** May this be handed to a command as the name of a queue? CUPS allows no blank, `/` and `#`; a leading `-` is an option. */
export function isQueueName(text: string): boolean {
  return text.length <= queueNameCharsMax && /^[^\s/#-][^\s/#]*$/.test(text);
}

/** The number in "request id is COUNTER-12 (0 file(s))"; null when `lp` named none. */
export function jobOfLp(output: string): string | null {
  return /^request id is (\S+-\d+) \(/m.exec(output)?.[1] ?? null;
}

/** Queues of `lpstat -v`. */
export function queuesOf(output: string): CupsQueue[] {
  return [...output.matchAll(/^device for ([^\s:]+): (.*)$/gm)].map((match) => ({
    queue: match[1] ?? '',
    goesTo: match[2] ?? '',
  }));
}

/** What `lpstat -a QUEUE` says: does the queue take jobs? Null: it names no such queue. */
export function takesJobs(output: string, queue: string): boolean | null {
  const line = output.split('\n').find((each) => each.startsWith(`${queue} `));
  return line === undefined ? null : line.startsWith(`${queue} accepting`);
}

/** A job in `lpstat -l -o`: what its printer says of it and the reasons of its state (RFC 8011, 5.3.8), or null. */
export function jobIn(output: string, job: string): { status: string; reasons: string } | null {
  const lines = output.split('\n');
  const at = lines.findIndex((line) => line.startsWith(`${job} `));
  if (at === -1) return null;
  const after = lines.slice(at + 1);
  const end = after.findIndex((line) => !/^\s/.test(line));
  const own = end === -1 ? after : after.slice(0, end);
  const worth = (name: string): string =>
    own
      .find((line) => line.trimStart().startsWith(`${name}:`))
      ?.split(`${name}:`)[1]
      ?.trim() ?? '';
  return { status: worth('Status'), reasons: worth('Alerts') };
}
