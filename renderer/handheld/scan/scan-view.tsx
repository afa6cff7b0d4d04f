import { CameraOff, Flashlight, X } from 'lucide-react';
import type { ReactElement, RefObject } from 'react';
import { Button } from '../../kit/button.tsx';
import { Banner, EmptyState, type StateTone } from '../../kit/state.tsx';
import { useText } from '../../kit/text.tsx';
import type { CameraTrouble } from '../engine/scan/camera-scanner.ts';

/** What the last scan did. */
export interface ScanFeedback {
  readonly tone: StateTone;
  readonly title: string;
  readonly text?: string;
}

export interface ScanViewProps {
  readonly videoRef: RefObject<HTMLVideoElement | null>;
  readonly trouble: CameraTrouble | null;
  readonly feedback: ScanFeedback | null;
  readonly onTorch: () => void;
  readonly onClose: () => void;
}

function Frame(): ReactElement {
  return (
    <div aria-hidden="true" className="pointer-events-none absolute inset-0 flex items-center justify-center">
      <div className="h-[34%] w-[84%] max-w-md rounded-2xl border-4 border-white/90 shadow-[0_0_0_100vmax_rgba(0,0,0,0.35)]" />
    </div>
  );
}

/** The camera as a scanner: stays open, so that a basket goes through it; what it found is said below the picture. */
export function ScanView({ videoRef, trouble, feedback, onTorch, onClose }: ScanViewProps): ReactElement {
  const t = useText();
  return (
    <div
      role="dialog"
      aria-modal="true"
      aria-label={t('scan.title')}
      className="fixed inset-0 z-50 flex flex-col bg-paper"
      data-testid="scan-view"
    >
      <div className={`relative min-h-0 flex-1 overflow-hidden ${trouble === null ? 'bg-black' : ''}`}>
        {trouble === null ? (
          <>
            <video ref={videoRef} muted playsInline className="h-full w-full object-cover" data-testid="scan-video" />
            <Frame />
          </>
        ) : (
          <EmptyState
            icon={<CameraOff size={56} strokeWidth={1.25} aria-hidden="true" />}
            title={t(`scan.${trouble}`)}
            text={t(`scan.${trouble}.text`)}
          />
        )}
      </div>
      <div className="flex flex-col gap-3 bg-surface px-4 pt-3 pb-[max(0.75rem,env(safe-area-inset-bottom))]">
        <div aria-live="polite" className="min-h-14">
          {feedback === null ? (
            <p className="py-3 text-center text-soft">{trouble === null ? t('scan.hint') : ''}</p>
          ) : (
            <Banner tone={feedback.tone} title={feedback.title} text={feedback.text} testId="scan-feedback" />
          )}
        </div>
        <div className="flex gap-2">
          {trouble === null ? (
            <Button size="giant" icon={<Flashlight size={22} aria-hidden="true" />} onPress={onTorch} testId="torch">
              {t('scan.torch')}
            </Button>
          ) : null}
          <Button
            tone="primary"
            size="giant"
            wide
            autoFocus
            icon={<X size={22} aria-hidden="true" />}
            onPress={onClose}
            testId="scan-close"
          >
            {t('scan.close')}
          </Button>
        </div>
      </div>
    </div>
  );
}
