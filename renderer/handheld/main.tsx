import '../../contracts/no-eval.ts';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import '../kit/theme.css';
import { HandheldApp } from './app/handheld-app.tsx';
import { browserTools } from './app/page-tools.ts';
import { startHandheld } from './start-handheld.ts';

const root = document.getElementById('root');
if (root === null) throw new Error('no root');
createRoot(root).render(
  <StrictMode>
    <HandheldApp engine={startHandheld()} tools={browserTools} />
  </StrictMode>,
);
