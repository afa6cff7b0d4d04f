import { Undo2 } from 'lucide-react';
import type { ReactElement } from 'react';
import { Button } from './button.tsx';

export interface UndoBarProps {
  readonly text: string;
  readonly undoLabel: string;
  readonly onUndo: () => void;
}

/** What was just done, with the way back. Undo beats asking. */
export function UndoBar({ text, undoLabel, onUndo }: UndoBarProps): ReactElement {
  return (
    <div
      role="status"
      className="flex items-center gap-3 rounded-control bg-sunken py-1 ps-4 pe-1 text-[15px]"
      data-testid="undo-bar"
    >
      <span className="min-w-0 flex-1 truncate">{text}</span>
      <Button tone="quiet" hint="Ctrl Z" icon={<Undo2 size={18} aria-hidden="true" />} onPress={onUndo} testId="undo">
        {undoLabel}
      </Button>
    </div>
  );
}
