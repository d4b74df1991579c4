import type { TFunction } from 'i18next';
import type { PeerMentor } from '../../../shared/contracts/peer-mentor';
import { shownDate } from '../../components/shown-date';

/** What the organisation has said of a mentor. */
export function approvalText(t: TFunction, mentor: PeerMentor): string {
  if (!mentor.active) return t('lists:mentors.inactive');
  if (mentor.approval === 'proposed') return t('lists:mentors.proposed');
  return mentor.approvedTo
    ? t('lists:mentors.until', { date: shownDate(mentor.approvedTo) })
    : t('lists:mentors.approved');
}
