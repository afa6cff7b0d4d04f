import { useQuery } from '@tanstack/react-query';
import { answerFor, useTerminal } from '../app/terminal.tsx';

/** How many findings are open; 0 for who may not read them. Asked again whenever the log grows. */
export function useFindingCount(): number {
  const { client, session } = useTerminal();
  const mayRead = answerFor(session.permissions, 'finding.read', 0) === 'allow';
  const open = useQuery({
    queryKey: ['live', 'findings-open'],
    queryFn: () => client.finding.open(),
    enabled: mayRead,
  });
  return mayRead ? (open.data?.open ?? 0) : 0;
}
