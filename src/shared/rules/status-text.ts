import type { Language } from '../contracts/ipc';
import type { Status } from '../contracts/status';
import { assertNever } from './assert-never';
import { clockTime, dayDate } from './format-time';
import { words } from './words';

/** The one sentence that says how things stand; the same in the tray, the status bar and the window title. */
export function statusText(status: Status, language: Language, nowMs: number): string {
  const { kind, count } = status;
  switch (kind) {
    case 'db_error':
    case 'update_needed':
    case 'offline_clean':
      return words(language, `status.${kind}`);
    case 'attention':
      return words(language, attentionKey(status), { count });
    case 'auth_needed':
      return withCount(signInKey(status), count, language);
    case 'paused':
      return withCount(pausedKey(status), count, language);
    case 'offline_pending':
      return words(language, 'status.offline_pending', { count });
    case 'server_error':
      return serverErrorText(status.retryAt, language, nowMs);
    case 'syncing':
      return syncingText(status, language);
    case 'synced':
      return syncedText(status.lastSyncedAt, language);
    default:
      return assertNever(kind);
  }
}

function withCount(
  key: 'auth_needed' | 'account_closed' | 'locked' | 'paused' | 'held_asked' | 'held_hours',
  count: number,
  language: Language,
): string {
  return count > 0 ? words(language, `status.${key}`, { count }) : words(language, `status.${key}_nothing`);
}

function signInKey({ because }: Status) {
  return because === 'account_closed' || because === 'locked' ? because : 'auth_needed';
}

function pausedKey({ because }: Status) {
  if (because === 'asked') return 'held_asked';
  return because === 'hours' ? 'held_hours' : 'paused';
}

function attentionKey({ because, connectivity }: Status) {
  if (because === 'held_deletes') return 'status.attention_deletes';
  if (because !== 'drafts') return 'status.attention';
  return connectivity === 'offline' ? 'status.attention_drafts_offline' : 'status.attention_drafts';
}

function serverErrorText(retryAt: number | null, language: Language, nowMs: number): string {
  if (retryAt === null || retryAt <= nowMs) return words(language, 'status.server_error_soon');
  return words(language, 'status.server_error', { time: momentText(retryAt, language, nowMs) });
}

/** "kl. 14.37" today, "22.11.2026 kl. 14.37" on another day. */
export function momentText(atMs: number, language: Language, nowMs: number): string {
  const time = clockTime(atMs, language);
  const date = dayDate(atMs);
  return date === dayDate(nowMs)
    ? words(language, 'time.at', { time })
    : words(language, 'time.at_date', { date, time });
}

function syncingText(status: Status, language: Language): string {
  const { firstDownload, done, total, count } = status;
  if (firstDownload && firstDownload.total > 0) return words(language, 'status.syncing_first', firstDownload);
  if (firstDownload) return words(language, 'status.syncing_first_unknown', { done: firstDownload.done });
  if (total > 0) return words(language, 'status.syncing', { done, total });
  if (count > 0) return words(language, 'status.syncing_soon', { count });
  return words(language, 'status.syncing_fetch');
}

function syncedText(lastSyncedAt: number | null, language: Language): string {
  if (lastSyncedAt === null) return words(language, 'status.synced_never');
  const clock = clockTime(lastSyncedAt, language);
  const time = language === 'en' ? clock : words(language, 'time.at', { time: clock });
  return words(language, 'status.synced', { date: dayDate(lastSyncedAt), time });
}
