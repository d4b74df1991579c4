import { expect, it } from 'vitest';
import { isKnownHost } from '../../../server/http/known-host';

const names = ['sync.example.org'];

it.each([
  'sync.example.org',
  'Sync.Example.ORG:443',
  'localhost:8787',
  '127.0.0.1:1',
  '[::1]:8787',
  '10.0.0.7',
])('knows the host %s', (host) => {
  expect(isKnownHost(host, names)).toBe(true);
});

it.each([
  undefined,
  '',
  'evil.example',
  'sync.example.org.evil.example',
  'sync.example.org.',
  'localhost@evil',
  '[::1',
  'a b',
])('does not know the host %s', (host) => {
  expect(isKnownHost(host, names)).toBe(false);
});
