import { Download, FileUp } from 'lucide-react';
import type { ReactElement } from 'react';
import { Button } from '../../kit/button.tsx';
import { Card } from '../../kit/panel.tsx';
import { useText } from '../../kit/text.tsx';
import type { SettingsViewProps } from './settings-view.tsx';

/** The catalog in and out as a file. */
export function CatalogTab({ onImport, onExport, info, canImport, canExport }: SettingsViewProps): ReactElement {
  const t = useText();
  return (
    <Card title={t('settings.catalog')}>
      <p className="mb-4 text-[15px] text-soft">{t('settings.catalog-text', { count: info?.counts.items ?? 0 })}</p>
      <div className="flex gap-3">
        <Button
          tone="primary"
          icon={<FileUp size={18} aria-hidden="true" />}
          isDisabled={!canImport}
          onPress={onImport}
          testId="go-import"
        >
          {t('import.title')}
        </Button>
        <Button
          icon={<Download size={18} aria-hidden="true" />}
          isDisabled={!canExport}
          onPress={onExport}
          testId="export"
        >
          {t('settings.export')}
        </Button>
      </div>
    </Card>
  );
}
