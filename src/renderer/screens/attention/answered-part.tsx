import { Button } from '@digdir/designsystemet-react';
import { useTranslation } from 'react-i18next';
import type { AnsweredLine } from '../../../shared/contracts/ipc';
import { momentText } from '../../../shared/rules/status-text';
import { shownTitle } from '../../components/shown-date';
import { useApp } from '../../stores/app-store';

/** What she has decided of late, each to be taken back. */
export function AnsweredPart({ lines, onUndo }: { lines: AnsweredLine[]; onUndo: (undo: string) => void }) {
  const { t } = useTranslation('attention');
  const language = useApp((state) => state.language);
  if (lines.length === 0) return null;
  return (
    <details className="attention-answered">
      <summary>{t('answered.heading', { count: lines.length })}</summary>
      <ul>
        {lines.map(({ undo, at, entity, title: name, records }) => {
          const title =
            name === '' ? t('untitled', { entity: t(`sync:entity.${entity}`) }) : shownTitle(name);
          const time = momentText(at, language, Date.now());
          return (
            <li key={undo}>
              <span>{t('answered.lines', { title, time, count: records })}</span>
              <Button
                variant="tertiary"
                data-size="sm"
                aria-label={t('answered.undo_of', { title })}
                onClick={() => onUndo(undo)}
              >
                {t('common:undo.button')}
              </Button>
            </li>
          );
        })}
      </ul>
    </details>
  );
}
