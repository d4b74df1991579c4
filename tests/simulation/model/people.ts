import type { SeedRows } from '../../../server/seed/make-organisation';
import type { Random } from '../../../server/seed/random';
import type { Person, Tokens } from '../../../src/shared/contracts/sync-api';

export type User = {
  orgId: string;
  id: string;
  email: string;
  name: string;
  role: Person['role'];
  unitIds: readonly string[];
};
export type Claims = { orgId: string; userId: string; deviceId: string; family: string };
type Refresh = Claims & {
  token: string;
  parent: string | null;
  madeAt: number;
  rotatedAt: number | null;
  successor: string | null;
  /** Whether a further token was made of the successor. */
  successorTraded: boolean;
  /** Whether an access token that came with it was used. */
  used: boolean;
};
type Tables = {
  refresh: Map<string, Refresh>;
  revoked: Set<string>;
  devices: Map<string, { userId: string; disabled: boolean }>;
};
export type Refusal = 'REFRESH_REFUSED' | 'DEVICE_REFUSED' | 'WRONG_CREDENTIALS' | 'INVALID_TOKEN';

const accessTokenS = 600;
const refreshTokenMs = 90 * 24 * 3_600_000;
const doubledMs = 30_000;

/** Who may sign in, their tokens and devices: each refresh token works once, its direct parent until somebody has used it and for 30 s more. */
export function makePeople({ random, now }: { random: Random; now: () => number }) {
  const users = new Map<string, User>();
  const orgs = new Map<string, { slug: string; name: string }>();
  const access = new Map<string, { claims: Claims; refresh: string; until: number }>();
  let tables: Tables = { refresh: new Map(), revoked: new Set(), devices: new Map() };

  const people = {
    load(rows: SeedRows): void {
      for (const { id, slug, name } of rows.orgs)
        orgs.set(String(id), { slug: String(slug), name: String(name) });
      for (const row of rows.users) {
        const units = rows.user_units.filter(({ user_id }) => user_id === row.id);
        users.set(String(row.email), {
          orgId: String(row.org_id),
          id: String(row.id),
          email: String(row.email),
          name: String(row.name),
          role: row.role as User['role'],
          unitIds: units.map(({ unit_id }) => String(unit_id)).sort(),
        });
      }
    },
    userOf: (email: string) => users.get(email),
    user: (id: string) => [...users.values()].find((user) => user.id === id),
    setUnits(email: string, unitIds: readonly string[]): void {
      const user = users.get(email);
      if (user) users.set(email, { ...user, unitIds: [...unitIds].sort() });
    },
    org: (id: string) => orgs.get(id),
    signIn(user: User, deviceId: string): Tokens | Refusal {
      const device = tables.devices.get(deviceId);
      if (device?.disabled) return 'DEVICE_REFUSED';
      tables.devices.set(deviceId, { userId: user.id, disabled: false });
      for (const token of tables.refresh.values())
        if (token.deviceId === deviceId && token.userId !== user.id) tables.revoked.add(token.family);
      return giveTokens({ orgId: user.orgId, userId: user.id, deviceId, family: random.id(now()) }, null);
    },
    refresh(token: string): Tokens | Refusal {
      const stored = tables.refresh.get(token);
      if (!stored || tables.revoked.has(stored.family) || stored.madeAt + refreshTokenMs <= now())
        return 'REFRESH_REFUSED';
      if (tables.devices.get(stored.deviceId)?.disabled !== false) return 'DEVICE_REFUSED';
      if (stored.rotatedAt === null) return rotate(stored);
      if (stored.successor && mayBeLost(stored)) {
        stored.rotatedAt = now();
        return withAccess(stored, stored.successor);
      }
      tables.revoked.add(stored.family);
      return 'REFRESH_REFUSED';
    },
    signOut(authorization: string | null, refreshToken: string | undefined): void {
      const claims = people.claimsOf(authorization);
      if (claims) tables.revoked.add(claims.family);
      const stored = refreshToken === undefined ? undefined : tables.refresh.get(refreshToken);
      if (stored) tables.revoked.add(stored.family);
    },
    claimsOf(authorization: string | null): Claims | null {
      const known = access.get(tokenIn(authorization));
      return known && known.until > now() ? known.claims : null;
    },
    /** Who asks; or why she may not. */
    caller(authorization: string | null): { user: User; deviceId: string } | Refusal {
      const claims = people.claimsOf(authorization);
      const user = claims && people.user(claims.userId);
      const isKnown = [...tables.refresh.values()].some(({ family }) => family === claims?.family);
      if (!claims || !user || !isKnown || tables.revoked.has(claims.family)) return 'INVALID_TOKEN';
      if (tables.devices.get(claims.deviceId)?.disabled !== false) return 'DEVICE_REFUSED';
      noteUse(authorization);
      return { user, deviceId: claims.deviceId };
    },
    revokeSessionsOf(deviceId: string): void {
      for (const token of tables.refresh.values())
        if (token.deviceId === deviceId) tables.revoked.add(token.family);
    },
    setDisabled(deviceId: string, disabled: boolean): void {
      const device = tables.devices.get(deviceId);
      if (device) tables.devices.set(deviceId, { ...device, disabled });
    },
    backUp: (): Tables => ({
      refresh: new Map([...tables.refresh].map(([token, row]) => [token, { ...row }])),
      revoked: new Set(tables.revoked),
      devices: new Map(tables.devices),
    }),
    restore(backup: Tables): void {
      tables = {
        refresh: new Map([...backup.refresh].map(([token, row]) => [token, { ...row }])),
        revoked: new Set(backup.revoked),
        devices: new Map(backup.devices),
      };
    },
  };

  function mayBeLost({ rotatedAt, successor, successorTraded }: Refresh): boolean {
    if (successorTraded) return false;
    const isUsed = successor !== null && tables.refresh.get(successor)?.used === true;
    return !isUsed || now() - (rotatedAt ?? 0) <= doubledMs;
  }

  function noteUse(authorization: string | null): void {
    const known = access.get(tokenIn(authorization));
    const refresh = known && tables.refresh.get(known.refresh);
    if (refresh) refresh.used = true;
  }

  function rotate(stored: Refresh): Tokens {
    const given = giveTokens(stored, stored.token);
    stored.rotatedAt = now();
    stored.successor = given.refreshToken;
    const parent = stored.parent === null ? undefined : tables.refresh.get(stored.parent);
    if (parent) {
      parent.successorTraded = true;
      parent.successor = null;
    }
    return given;
  }

  function giveTokens({ orgId, userId, deviceId, family }: Claims, parent: string | null): Tokens {
    const token = `${orgId}.${random.id(now())}`;
    const claims = { orgId, userId, deviceId, family };
    tables.refresh.set(token, {
      ...claims,
      token,
      parent,
      madeAt: now(),
      rotatedAt: null,
      successor: null,
      successorTraded: false,
      used: false,
    });
    return withAccess(claims, token);
  }

  function withAccess({ orgId, userId, deviceId, family }: Claims, refreshToken: string): Tokens {
    const accessToken = `access-${random.id(now())}`;
    const until = now() + accessTokenS * 1000;
    access.set(accessToken, { claims: { orgId, userId, deviceId, family }, refresh: refreshToken, until });
    return { accessToken, refreshToken, expiresInS: accessTokenS };
  }

  return people;
}

function tokenIn(authorization: string | null): string {
  return /^Bearer (\S+)$/.exec(authorization ?? '')?.[1] ?? '';
}
