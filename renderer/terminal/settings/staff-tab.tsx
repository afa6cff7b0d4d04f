import type { ReactElement } from 'react';
import { Button } from '../../kit/button.tsx';
import { Card } from '../../kit/panel.tsx';
import { Chip } from '../../kit/state.tsx';
import { useText } from '../../kit/text.tsx';
import type { SettingsViewProps } from './settings-view.tsx';

/** Who works here, and what they may do. */
export function StaffTab({ staff, onStaff, canEdit }: SettingsViewProps): ReactElement {
  const t = useText();
  return (
    <Card title={t('settings.staff')}>
      <ul className="m-0 list-none p-0">
        {staff.map((member) => (
          <li
            key={member.staffId}
            className="flex min-h-14 items-center gap-4 border-b border-line last:border-0"
            data-testid="staff-row"
          >
            <span className="min-w-0 flex-1 truncate font-medium">{member.name}</span>
            {member.locked ? <Chip tone="bad">{t('sign-on.locked')}</Chip> : null}
            {member.active ? null : <Chip tone="idle">{t('settings.inactive')}</Chip>}
            <span className="text-soft">{t(`role.${member.role}`)}</span>
            {canEdit ? (
              <Button tone="quiet" onPress={() => onStaff(member)}>
                {t('settings.change')}
              </Button>
            ) : null}
          </li>
        ))}
      </ul>
      {canEdit ? (
        <div className="mt-4">
          <Button tone="primary" onPress={() => onStaff(null)} testId="add-staff">
            {t('settings.add-staff')}
          </Button>
        </div>
      ) : null}
    </Card>
  );
}
