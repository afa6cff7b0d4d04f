import type { Finding } from '../../../contracts/finding.ts';
import { asideText, findingOpOf, flagText, tellingCodes, topicOf } from '../../../domain/finding/finding.ts';
import type { StateTone } from '../../kit/state.tsx';
import type { Translate } from '../../kit/text.tsx';

/** How pressing a finding is. */
export const findingTones: Readonly<Record<Finding['kind'], StateTone>> = {
  flagged: 'warn',
  aside: 'bad',
  waiting: 'info',
};

/** What it is about, in a few words: `Sale A7-000031`. */
export function findingTitle(t: Translate, { opKind, transactionNumber }: Finding): string {
  const name = t(`finding.op.${findingOpOf(opKind)}`);
  return transactionNumber === null ? name : `${name} ${transactionNumber}`;
}

/** Where it came from: the handheld by its name, or what stands in for one. */
export function findingOrigin(t: Translate, { device, isOwn }: Finding): string {
  if (device !== null) return `${device.name} (${device.deviceCode})`;
  return t(isOwn ? 'finding.from-counter' : 'finding.from-unknown');
}

/** One thing that is wrong, and what to do about it. `code`: what the record calls it. */
export interface FindingSentence {
  readonly code: string;
  readonly what: string;
  readonly step: string;
}

/** What is wrong with an op, in sentences; the same next step is told once. */
export function findingSentences(t: Translate, { kind, codes }: Finding): readonly FindingSentence[] {
  if (kind !== 'flagged')
    return codes.map((code) => ({
      code,
      what: t(`finding.aside.${asideText(code)}`, { code }),
      step: t(`finding.aside-step.${asideText(code)}`),
    }));
  const topics = new Set<string>();
  return tellingCodes(codes).map((code) => {
    const topic = topicOf(code);
    const step = topics.has(topic) ? '' : t(`finding.step.${topic}`);
    topics.add(topic);
    return { code, what: t(`finding.flag.${flagText(code)}`, { code }), step };
  });
}
