import { useQuery } from '@tanstack/react-query';
import { type ReactElement, useState } from 'react';
import type { DevicePolicy } from '../../../contracts/fleet.ts';
import { useRefusalText } from '../app/refusal-text.ts';
import { useTerminal } from '../app/terminal.tsx';
import { refusalCodeOf } from '../hub/refusal-code.ts';
import { PolicyView } from './policy-view.tsx';

/** The policy of all handhelds, fetched when it is looked at and kept by the hub. */
export function PolicyDesk({ onClose }: { readonly onClose: () => void }): ReactElement | null {
  const { client } = useTerminal();
  const refusalText = useRefusalText();
  const [problem, setProblem] = useState<string | null>(null);
  const policy = useQuery({ queryKey: ['fleet', 'policy'], queryFn: () => client.fleet.policy(), gcTime: 0 });
  const save = async (next: DevicePolicy): Promise<void> => {
    const refused = await client.fleet.setPolicy(next).then(() => null, refusalCodeOf);
    if (refused === null) onClose();
    else setProblem(refusalText(refused));
  };
  if (policy.data === undefined) return null;
  return <PolicyView policy={policy.data} problem={problem} onSave={(next) => void save(next)} onClose={onClose} />;
}
