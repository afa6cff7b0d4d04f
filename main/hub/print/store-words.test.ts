import { join } from 'node:path';
import { expect, test } from 'vitest';
import { presetOf, settingsFromPreset } from '../../../domain/store/country-presets.ts';
import { paperVoices } from './store-words.ts';

test('SG1 paper names a built-in reason in the language the store has now', () => {
  const voiceOf = paperVoices(join(import.meta.dirname, '../../../resources'));
  const settings = settingsFromPreset(presetOf('DE'), 'Probeladen');
  expect(settings.reasons.find(({ code }) => code === 'faulty')?.label).toBe('Faulty');
  expect(voiceOf(settings).reasonLabel('faulty')).not.toBe('Faulty');
  expect(voiceOf({ ...settings, language: 'en' }).reasonLabel('faulty')).toBe('Faulty');
});
