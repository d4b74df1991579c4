import { useTranslation } from 'react-i18next';
import { momentText } from '../../../shared/rules/status-text';
import { shownDate, shownTitle } from '../../components/shown-date';
import { useApp } from '../../stores/app-store';
import { useReference } from '../../stores/reference-store';
import { useFieldValue } from '../sync/use-field-value';
import type { Item } from './attention-items';

/** What an item is called: who and when, but nothing of a unit that is not hers any more. */
export function useTitleOf(): (item: Item) => string {
  const { t } = useTranslation('attention');
  const language = useApp((state) => state.language);
  const isForeign = useIsForeign();
  const shown = useFieldValue();
  return (item) => {
    switch (item.kind) {
      case 'deletes':
        return t('sync:deletes.heading');
      case 'refused': {
        const { entity, madeAt, title } = item.line;
        const time = momentText(madeAt, language, Date.now());
        return isForeign(item)
          ? t('hidden_title', { entity: t(`sync:entity.${entity}`), time })
          : shownTitle(title);
      }
      case 'conflict': {
        const [{ title, entity }] = item.lines as [(typeof item.lines)[number]];
        return title === '' ? t('untitled', { entity: t(`sync:entity.${entity}`) }) : shownTitle(title);
      }
      case 'duplicate': {
        const { mentors, occurredOn } = item.line.mine;
        return t('duplicate_title', { name: shown('mentors', mentors), date: shownDate(occurredOn) });
      }
    }
  };
}

/** What tells an item from others of the same person and day; null where nothing does, or where it is not hers to see. */
export function useUnderTitleOf(): (item: Item) => string | null {
  const { t } = useTranslation('attention');
  const isForeign = useIsForeign();
  const shown = useFieldValue();
  return (item) => {
    if (item.kind === 'conflict') {
      const groups = item.lines.map(({ entity, group }) => t([`sync:group.${entity}.${group}`, group]));
      return item.cause === 'conflict' ? [...new Set(groups)].join(', ') : null;
    }
    const values =
      item.kind === 'refused' ? item.line.changes : item.kind === 'duplicate' ? item.line.mine : null;
    if (!values || isForeign(item)) return null;
    const { activityTypeId, durationMin } = values;
    if (activityTypeId === undefined || durationMin === undefined) return null;
    return t('under', { type: shown('activityTypeId', activityTypeId), minutes: durationMin });
  };
}

/** Whether what was refused is of a unit that she has lost: then its content is nothing for her to see. */
export function useIsForeign(): (item: Item) => boolean {
  const reference = useReference();
  return (item) => {
    if (item.kind !== 'refused' || item.cause !== 'out_of_scope') return false;
    const unit = item.line.changes?.unitId ?? item.line.changes?.homeUnitId;
    return unit === undefined || !reference?.units.some(({ id }) => id === unit);
  };
}
