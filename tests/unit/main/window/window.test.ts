import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { isLoopback, serverAddress } from '../../../../src/main/boot/read-organisation';
import { isFromOrigin, pageOrigin } from '../../../../src/main/window/origins';
import { findPageFile, listPageFiles, type PageFiles } from '../../../../src/main/window/page-files';
import { placeWindow } from '../../../../src/main/window/place-window';
import { windowTitle } from '../../../../src/main/window/window-title';
import type { Organisation } from '../../../../src/shared/contracts/organisation';
import type { Status } from '../../../../src/shared/contracts/status';

describe('page files', () => {
  let folder: string;
  let files: PageFiles;
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'feltbok-page-'));
    mkdirSync(join(folder, 'page', 'assets'), { recursive: true });
    writeFileSync(join(folder, 'secret.js'), '');
    for (const name of ['index.html', 'assets/index.js', 'assets/index.js.map', 'assets/.env'])
      writeFileSync(join(folder, 'page', name), '');
    files = listPageFiles(join(folder, 'page'));
  });
  afterAll(() => rmSync(folder, { recursive: true }));

  it('serves what was built, by its exact name', () => {
    expect([...files.keys()].sort()).toEqual(['/', '/assets/index.js', '/index.html']);
    expect(findPageFile(files, 'GET', 'app://feltbok/')?.contentType).toMatch('text/html');
    expect(findPageFile(files, 'GET', 'app://feltbok/assets/index.js?v=1#top')?.contentType).toMatch(
      'javascript',
    );
  });

  it.each([
    'app://feltbok/../secret.js',
    'app://feltbok/assets/../../secret.js',
    'app://feltbok/%2e%2e/secret.js',
    'app://feltbok/assets/%2e%2e%2f%2e%2e%2fsecret.js',
    'app://feltbok/..%5csecret.js',
    'app://feltbok/..\\secret.js',
    'app://feltbok//etc/passwd',
    'app://feltbok/index.html%00.js',
    'app://feltbok/assets/index.js.map',
    'app://feltbok/assets/.env',
    'app://feltbok/INDEX.HTML',
    'app://feltbok/__proto__',
    'app://evil/index.html',
    'app://feltbok.evil/index.html',
    'app://feltbok:80/index.html',
    'app://user@feltbok/index.html',
    'file:///etc/passwd',
    'https://feltbok/index.html',
    'no address',
  ])('finds nothing at %s', (url) => {
    expect(findPageFile(files, 'GET', url)).toBeNull();
  });

  it.each(['POST', 'HEAD', 'PUT'])('finds nothing by %s', (method) => {
    expect(findPageFile(files, method, 'app://feltbok/')).toBeNull();
  });
});

describe('origins', () => {
  it('is the built app unless a checkout runs a development server', () => {
    expect(pageOrigin(false, 'http://localhost:5173/x')).toBe('http://localhost:5173');
    expect(pageOrigin(false, undefined)).toBe('app://feltbok');
    expect(pageOrigin(true, 'http://localhost:5173')).toBe('app://feltbok');
  });

  it.each([
    'app://feltbok.evil/',
    'app://evil/',
    'app://feltbok@evil/',
    'https://feltbok/',
    'file:///feltbok',
    'about:blank',
    'javascript:alert(1)',
    'data:text/html,x',
    'blob:app://feltbok/1',
  ])('does not take %s for the app', (url) => {
    expect(isFromOrigin(url, 'app://feltbok')).toBe(false);
  });
});

describe('serverAddress', () => {
  const profile = { api: 'https://sync.example' } as Organisation;

  it('can be another one only for a checkout', () => {
    expect(serverAddress(profile, false, 'http://127.0.0.1:9')).toBe('http://127.0.0.1:9');
    expect(serverAddress(profile, true, 'http://127.0.0.1:9')).toBe('https://sync.example');
  });

  it.each(['http://sync.example', 'http://127.0.0.1.evil.example', 'ftp://127.0.0.1', 'http://127.evil'])(
    'refuses %s',
    (address) => {
      expect(() => serverAddress(profile, false, address)).toThrow();
    },
  );

  it('knows loopback by its numbers', () => {
    expect(['localhost', '127.0.0.1', '127.1.2.3', '[::1]'].every(isLoopback)).toBe(true);
    expect(['127.0.0.1.example', '10.0.0.1', 'localhost.example'].some(isLoopback)).toBe(false);
  });
});

describe('window', () => {
  it('has a count in its title, and nothing else', () => {
    expect(windowTitle('Feltbok', { count: 3 } as Status)).toBe('Feltbok (3)');
    expect(windowTitle('Feltbok', { count: 0 } as Status)).toBe('Feltbok');
  });

  it('comes back where it was, unless that screen is gone', () => {
    const screen = { x: 0, y: 0, width: 1920, height: 1080 };
    const last = { x: 1700, y: 100, width: 1000, height: 700 };
    expect(placeWindow(last, [screen])).toEqual(last);
    expect(placeWindow({ ...last, x: 3000 }, [screen])).toEqual({ width: 1280, height: 800 });
    expect(placeWindow(null, [screen])).toEqual({ width: 1280, height: 800 });
  });
});
