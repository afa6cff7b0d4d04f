import { ArrowLeft, X } from 'lucide-react';
import type { ReactElement, ReactNode } from 'react';
import { Dialog, Heading, Modal, ModalOverlay } from 'react-aria-components';
import { IconButton } from './button.tsx';

export interface PageProps {
  readonly title: string;
  readonly backLabel: string;
  readonly onBack?: (() => void) | undefined;
  readonly actions?: ReactNode;
  readonly children: ReactNode;
  /** Stays in sight at the lower edge: the one thing this screen is for. */
  readonly footer?: ReactNode;
  readonly width?: 'narrow' | 'wide' | 'full';
}
const widths = { narrow: 'max-w-2xl', wide: 'max-w-6xl', full: 'max-w-none' } as const;

/** A whole screen with a title, a way back (Esc) and its actions. */
export function Page(props: PageProps): ReactElement {
  const { title, backLabel, onBack, actions, children, footer, width = 'wide' } = props;
  return (
    <main className="flex h-full min-h-0 flex-col bg-paper">
      <header className="flex min-h-16 shrink-0 items-center gap-3 border-b border-line bg-surface px-4">
        {onBack === undefined ? null : (
          <IconButton
            label={backLabel}
            icon={<ArrowLeft size={22} aria-hidden="true" />}
            hint="Esc"
            onPress={onBack}
            testId="back"
          />
        )}
        <h1 className="min-w-0 flex-1 truncate text-xl font-semibold">{title}</h1>
        <div className="flex items-center gap-2">{actions}</div>
      </header>
      <div className="min-h-0 flex-1 overflow-auto">
        <div className={`mx-auto h-full w-full p-5 ${widths[width]}`}>{children}</div>
      </div>
      {footer === undefined ? null : (
        <footer className="shrink-0 border-t border-line bg-surface py-3">
          <div className={`mx-auto flex w-full items-center justify-end gap-6 px-5 ${widths[width]}`}>{footer}</div>
        </footer>
      )}
    </main>
  );
}

export interface SheetProps {
  readonly title: string;
  readonly closeLabel: string;
  readonly onClose: () => void;
  readonly children: ReactNode;
  readonly footer?: ReactNode;
  readonly size?: keyof typeof sheetSizes;
}
const sheetSizes = { small: 'w-[26rem]', medium: 'w-[34rem]', keypad: 'w-[44rem]', large: 'w-[54rem]' } as const;

/** A panel over the screen for one short task; Esc and the cross leave it without a trace. */
export function Sheet({ title, closeLabel, onClose, children, footer, size = 'medium' }: SheetProps): ReactElement {
  return (
    <ModalOverlay
      isOpen
      isDismissable
      onOpenChange={(open) => {
        if (!open) onClose();
      }}
      className="fixed inset-0 z-40 flex items-center justify-center bg-black/45 p-4"
    >
      <Modal className={`max-h-full max-w-full ${sheetSizes[size]}`}>
        <Dialog className="flex max-h-[calc(100vh-2rem)] flex-col overflow-hidden rounded-card border border-line bg-surface shadow-2xl outline-none">
          <header className="flex items-center gap-2 border-b border-line py-2 ps-5 pe-2">
            <Heading slot="title" className="min-w-0 flex-1 truncate text-lg font-semibold">
              {title}
            </Heading>
            <IconButton
              label={closeLabel}
              icon={<X size={20} aria-hidden="true" />}
              hint="Esc"
              onPress={onClose}
              testId="close-sheet"
            />
          </header>
          <div className="min-h-0 flex-1 overflow-auto p-5">{children}</div>
          {footer === undefined ? null : (
            <footer className="flex justify-end gap-3 border-t border-line bg-raised px-5 py-3">{footer}</footer>
          )}
        </Dialog>
      </Modal>
    </ModalOverlay>
  );
}

/** A card: a surface with room around its content. */
export function Card({ children, title }: { readonly children: ReactNode; readonly title?: string }): ReactElement {
  return (
    <section className="rounded-card border border-line bg-surface p-5">
      {title === undefined ? null : <h2 className="mb-4 text-base font-semibold">{title}</h2>}
      {children}
    </section>
  );
}
