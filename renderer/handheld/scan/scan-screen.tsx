import { type ReactElement, useEffect, useRef, useState } from 'react';
import type { PageTools } from '../app/page-tools.ts';
import type { CameraScanner, CameraTrouble } from '../engine/scan/camera-scanner.ts';
import { type ScanFeedback, ScanView } from './scan-view.tsx';

export interface ScanScreenProps {
  readonly tools: PageTools;
  readonly feedback: ScanFeedback | null;
  readonly onScan: (raw: string) => void;
  readonly onClose: () => void;
}

/** Opens the camera while it is on the screen, and never longer. */
export function ScanScreen({ tools, feedback, onScan, onClose }: ScanScreenProps): ReactElement {
  const videoRef = useRef<HTMLVideoElement>(null);
  const scannerRef = useRef<CameraScanner | null>(null);
  const isLit = useRef(false);
  const latest = useRef(onScan);
  latest.current = onScan;
  const [trouble, setTrouble] = useState<CameraTrouble | null>(null);
  useEffect(() => {
    let isGone = false;
    const video = videoRef.current;
    if (video === null) return;
    void tools.openCamera({ video, onScan: (raw) => latest.current(raw) }).then((opened) => {
      if (typeof opened === 'string') setTrouble(opened);
      else if (isGone) opened.stop();
      else scannerRef.current = opened;
    });
    return () => {
      isGone = true;
      scannerRef.current?.stop();
    };
  }, [tools]);
  useEffect(() => {
    const leave = (event: KeyboardEvent): void => {
      if (event.key === 'Escape') onClose();
    };
    window.addEventListener('keydown', leave);
    return () => window.removeEventListener('keydown', leave);
  }, [onClose]);
  const torch = (): void => {
    isLit.current = !isLit.current;
    void scannerRef.current?.torch(isLit.current);
  };
  return <ScanView videoRef={videoRef} trouble={trouble} feedback={feedback} onTorch={torch} onClose={onClose} />;
}
