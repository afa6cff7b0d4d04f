import '../../contracts/no-eval.ts';
import { createRoot } from 'react-dom/client';
import '../kit/theme.css';
import { DisplayApp } from './display-app.tsx';

const root = document.getElementById('root');
if (root === null) throw new Error('no root');
createRoot(root).render(<DisplayApp />);
