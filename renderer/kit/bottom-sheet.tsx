import { X } from 'lucide-react';
import type { ReactElement, ReactNode } from 'react';
import { Dialog, Heading, Modal, ModalOverlay } from 'react-aria-components';
import { IconButton } from './button.tsx';

export interface BottomSheetProps {
  readonly title: string;
  readonly closeLabel: string;
  readonly onClose: () => void;
  readonly children: ReactNode;
  /** The one act of the sheet: at the lower edge, where the thumb is. */
  readonly footer?: ReactNode;
  readonly testId?: string;
}

/** A short task over the screen: from the lower edge on a phone, in the middle of a tablet. Esc, the cross and a tap beside it leave. */
export function BottomSheet(props: BottomSheetProps): ReactElement {
  const { title, closeLabel, onClose, children, footer, testId } = props;
  return (
    <ModalOverlay
      isOpen
      isDismissable
      onOpenChange={(open) => {
        if (!open) onClose();
      }}
      className="fixed inset-0 z-40 flex items-end justify-center bg-black/45 md:items-center md:p-6"
    >
      <Modal className="w-full md:w-[30rem]">
        <Dialog
          data-testid={testId}
          className="flex max-h-[92dvh] flex-col overflow-hidden rounded-t-2xl border border-line bg-surface shadow-2xl outline-none md:rounded-2xl"
        >
          <header className="flex items-center gap-2 border-b border-line py-1.5 ps-4 pe-1.5">
            <Heading slot="title" className="min-w-0 flex-1 truncate text-lg font-semibold">
              {title}
            </Heading>
            <IconButton
              label={closeLabel}
              icon={<X size={22} aria-hidden="true" />}
              onPress={onClose}
              testId="close-sheet"
            />
          </header>
          <div className="min-h-0 flex-1 overflow-auto p-4">{children}</div>
          {footer === undefined ? null : (
            <footer className="flex flex-col gap-2 border-t border-line bg-raised px-4 pt-3 pb-[max(0.75rem,env(safe-area-inset-bottom))]">
              {footer}
            </footer>
          )}
        </Dialog>
      </Modal>
    </ModalOverlay>
  );
}
