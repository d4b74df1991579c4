import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { id as anyId } from '../../shared/contracts/primitives';
import { profileId, profileLabel } from '../../shared/contracts/profiles';
import { invariant } from '../../shared/rules/assert-never';
import { writeWhole } from './write-whole';

export type ListedProfile = {
  id: string;
  label: string;
  /** Slug; null: the build's own. */
  organisation: string | null;
  folder: string;
  /** See `profileLine`. */
  unsent: number | null;
};

/** The profiles of this computer's user, as the disk knows them. What writes may throw what the disk says. */
export type ProfileList = {
  all(): ListedProfile[];
  current(): ListedProfile;
  find(id: string): ListedProfile | null;
  /** The one that the next start opens. Others that were made and left before they had a key go. */
  choose(id: string): void;
  add(profile: { id: string; label: string; organisation: string | null }): ListedProfile;
  rename(id: string, label: string): void;
  noteUnsent(id: string, unsent: number | null): void;
  /** Deletes its folder with everything in it; nothing may hold it open. */
  remove(id: string): void;
};

const entry = z.object({
  id: profileId,
  label: profileLabel,
  organisation: z.string().nullable(),
  unsent: z.int().nonnegative().nullable(),
});
const listFile = z.object({ current: profileId, profiles: z.array(entry) });
type Entry = z.infer<typeof entry>;

const first = 'first';
/** What the first profile has in the app's folder, beside things that belong to the computer. */
const ofFirst = /^(feltbok\.db.*|damaged|vault\.json(\.new)?)$/;
const leavingPrefix = 'removed-';

/**
 * Folders are what profiles are; the file adds labels, counts and which was open, and can be lost. The first one lies in
 * the app's own folder, where the only one lay before there were several: nothing is ever moved.
 */
export function openProfileList(root: string): ProfileList {
  const file = join(root, 'profiles.json');
  const parent = join(root, 'profiles');
  let { current, profiles: entries } = readList(file);
  removeLeftovers(parent);

  const folderOf = (id: string) => (id === first ? root : join(parent, id));
  const listed = (id: string): ListedProfile => ({
    ...(entries.find((each) => each.id === id) ?? unnamed(id)),
    folder: folderOf(id),
  });
  const ids = (): string[] => {
    const others = namesIn(parent).filter((name) => anyId.safeParse(name).success);
    // Ids of version 7 sort by when they were made.
    const inOrder = others.sort();
    return isBegun(root) || others.length === 0 ? [first, ...inOrder] : inOrder;
  };
  const find = (id: string) => (ids().includes(id) ? listed(id) : null);
  const removeFolder = (id: string) => {
    // Under another name at once: what a crash leaves is no profile, and goes at the next start.
    const leaving = join(parent, `${leavingPrefix}${id}`);
    renameSync(folderOf(id), leaving);
    rmSync(leaving, { recursive: true, force: true });
  };
  const change = (id: string, changes: Partial<Entry>) => {
    const kept = entries.filter((each) => each.id !== id && ids().includes(each.id));
    const { folder: _, ...before } = listed(id);
    entries = [...kept, { ...before, ...changes }];
    write();
  };
  const write = () => writeWhole(file, JSON.stringify({ current, profiles: entries }));

  return {
    all: () => ids().map(listed),
    current() {
      const [begin] = ids();
      invariant(begin !== undefined, 'there is always a profile');
      return find(current) ?? listed(begin);
    },
    find,
    choose(id) {
      current = id;
      for (const each of ids()) if (each !== id && isNeverBegun(folderOf(each))) removeFolder(each);
      change(id, {});
    },
    add({ id, label, organisation }) {
      mkdirSync(folderOf(id), { recursive: true, mode: 0o700 });
      change(id, { label, organisation, unsent: 0 });
      return listed(id);
    },
    rename: (id, label) => change(id, { label }),
    noteUnsent: (id, unsent) => change(id, { unsent }),
    remove(id) {
      if (id === first) removeFirst(root);
      else removeFolder(id);
      entries = entries.filter((each) => each.id !== id);
      write();
    },
  };
}

function unnamed(id: string): Entry {
  return { id, label: '', organisation: null, unsent: null };
}

function isBegun(root: string): boolean {
  return existsSync(join(root, 'vault.json')) || existsSync(join(root, 'feltbok.db'));
}

/** No key was ever made for it, so that nothing can be in it. */
function isNeverBegun(folder: string): boolean {
  return namesIn(folder).every((name) => name === 'settings.json');
}

/** The database before its key: the other way round a crash would leave what looks like a lost key. */
function removeFirst(root: string): void {
  const names = namesIn(root).filter((name) => ofFirst.test(name));
  for (const name of names.sort()) rmSync(join(root, name), { recursive: true, force: true });
}

function removeLeftovers(parent: string): void {
  for (const name of namesIn(parent))
    if (name.startsWith(leavingPrefix)) rmSync(join(parent, name), { recursive: true, force: true });
}

function namesIn(folder: string): string[] {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}

function readList(file: string): z.infer<typeof listFile> {
  try {
    return listFile.parse(JSON.parse(readFileSync(file, 'utf8')));
  } catch {
    return { current: first, profiles: [] };
  }
}
