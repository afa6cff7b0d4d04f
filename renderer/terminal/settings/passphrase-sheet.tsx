import { type ReactElement, useState } from 'react';
import { normalPassphrase, passphraseRefusal, passphraseStrength } from '../../../domain/backup/recovery-passphrase.ts';
import { Button } from '../../kit/button.tsx';
import { Field } from '../../kit/field.tsx';
import { Sheet } from '../../kit/panel.tsx';
import { Banner, Chip } from '../../kit/state.tsx';
import { useText } from '../../kit/text.tsx';

export interface PassphraseSheetProps {
  /** Draws a good one. */
  readonly draw: () => string;
  /** What the hub said no to, as a sentence; null when nothing. */
  readonly problem: string | null;
  readonly onSave: (passphrase: string) => void;
  readonly onClose: () => void;
}

const tones = { none: 'idle', weak: 'bad', fair: 'warn', strong: 'ok' } as const;

/** Chooses the recovery passphrase and has it typed again from the paper: nobody can look it up later. */
export function PassphraseSheet({ draw, problem, onSave, onClose }: PassphraseSheetProps): ReactElement {
  const t = useText();
  const [chosen, setChosen] = useState('');
  const [again, setAgain] = useState('');
  const strength = passphraseStrength(chosen);
  const refused = chosen === '' ? null : passphraseRefusal(chosen);
  const isSame = normalPassphrase(chosen) === normalPassphrase(again);
  const isReady = chosen !== '' && refused === null && isSame;
  const differs = again !== '' && !isSame ? t('backup.passphrase-differs') : undefined;
  return (
    <Sheet
      title={t('backup.set-passphrase')}
      closeLabel={t('close')}
      onClose={onClose}
      footer={
        <Button
          tone="primary"
          size="tall"
          isDisabled={!isReady}
          onPress={() => onSave(normalPassphrase(chosen))}
          testId="save-passphrase"
        >
          {t('backup.passphrase-save')}
        </Button>
      }
    >
      <div className="flex flex-col gap-4">
        <Banner tone="info" title={t('backup.passphrase-why')} text={t('backup.passphrase-paper')} />
        <Field
          label={t('backup.passphrase')}
          help={t('backup.passphrase-help')}
          value={chosen}
          onChange={setChosen}
          error={refused === null ? undefined : t(`refusal.${refused}`)}
          maxLength={200}
          autoFocus
          testId="passphrase"
        />
        <div className="flex items-center gap-3">
          <Button onPress={() => setChosen(draw())} testId="draw-passphrase">
            {t('backup.passphrase-draw')}
          </Button>
          {strength === 'none' ? null : <Chip tone={tones[strength]}>{t(`backup.strength-${strength}`)}</Chip>}
        </div>
        <Field
          label={t('backup.passphrase-again')}
          value={again}
          onChange={setAgain}
          error={differs}
          maxLength={200}
          testId="passphrase-again"
        />
        {problem === null ? null : <Banner tone="bad" title={problem} />}
      </div>
    </Sheet>
  );
}
