import '../../contracts/no-eval.ts';
import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import '../kit/theme.css';
import { browserAmbient } from './app/browser-ambient.ts';
import { TerminalApp } from './app/terminal-app.tsx';
import { HubLink } from './hub/hub-link.ts';
import { LiveFeed } from './hub/live-state.ts';
import { OpSender } from './hub/op-sender.ts';

const link = new HubLink(() => window.kaunter.connection());
const feed = new LiveFeed(link);
const sender = new OpSender(link, browserAmbient);
// Reads are asked again when the hub says that the log has grown; time alone makes nothing old.
const queries = new QueryClient({
  defaultOptions: { queries: { staleTime: Number.POSITIVE_INFINITY, retry: 2, refetchOnWindowFocus: false } },
});

link.open();
feed.open();
const root = document.getElementById('root');
if (root === null) throw new Error('no root');
createRoot(root).render(
  <StrictMode>
    <QueryClientProvider client={queries}>
      <TerminalApp link={link} feed={feed} sender={sender} ambient={browserAmbient} />
    </QueryClientProvider>
  </StrictMode>,
);
