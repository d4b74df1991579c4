import type { PeerMentor } from '../contracts/peer-mentor';
import { type Choice, rankChoices } from './rank-choices';

export type MentorChoice = Choice & { mentor: PeerMentor };

export type MentorsToRank = {
  mentors: readonly PeerMentor[];
  unitId: string;
  /** Mentors used in this session, the last one first. */
  recent: readonly string[];
};

/** Mentors that fit what was typed, best first; among equals those used just now, then the unit's own, then active ones. */
export function rankMentors(text: string, { mentors, unitId, recent }: MentorsToRank): MentorChoice[] {
  const used = new Map(recent.map((id, order) => [id, order]));
  const likely = (mentor: PeerMentor) => [
    used.get(mentor.id) ?? recent.length,
    mentor.homeUnitId === unitId ? 0 : 1,
    mentor.active ? 0 : 1,
  ];
  const choices = mentors
    .map((mentor) => ({
      value: mentor.id,
      label: mentor.displayName,
      code: mentor.shortCode,
      mentor,
      likely: likely(mentor),
    }))
    .sort((a, b) => compareLists(a.likely, b.likely) || (a.label < b.label ? -1 : a.label > b.label ? 1 : 0));
  return rankChoices(text, choices).map(({ value, label, code, mentor }) => ({ value, label, code, mentor }));
}

function compareLists(one: readonly number[], other: readonly number[]): number {
  const at = one.findIndex((value, index) => value !== other[index]);
  return at < 0 ? 0 : (one[at] ?? 0) - (other[at] ?? 0);
}
