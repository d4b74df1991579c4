import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

export type Certificate = { key: Buffer; cert: Buffer };
export type Certificates = {
  /** The file that a process is told to trust. */
  authorityFile: string;
  right: Certificate;
  expired: Certificate;
  otherHost: Certificate;
  selfSigned: Certificate;
};

/** Certificates of an authority of our own, made with openssl in a folder that the caller removes. */
export function makeCertificates(folder: string): Certificates {
  const openssl = (...args: string[]) =>
    execFileSync('openssl', args, { cwd: folder, stdio: ['ignore', 'ignore', 'pipe'] });
  const key = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes'];
  openssl(
    'req',
    '-x509',
    ...key,
    '-keyout',
    'ca.key',
    '-out',
    'ca.pem',
    '-subj',
    '/CN=Test authority',
    '-days',
    '30',
  );
  writeFileSync(
    join(folder, 'ca.conf'),
    '[ca]\ndefault_ca=d\n[d]\ndatabase=index\nserial=serial\nnew_certs_dir=.\ndefault_md=sha256\npolicy=p\ncopy_extensions=copy\nunique_subject=no\n[p]\ncommonName=supplied\n',
  );
  writeFileSync(join(folder, 'index'), '');
  writeFileSync(join(folder, 'serial'), '01\n');
  const made = (name: string, host: string, days: [string, string]): Certificate => {
    const subject = ['-subj', `/CN=${name}`, '-addext', `subjectAltName=${host}`];
    openssl('req', '-new', ...key, '-keyout', `${name}.key`, '-out', `${name}.csr`, ...subject);
    const span = ['-startdate', days[0], '-enddate', days[1]];
    const by = ['-keyfile', 'ca.key', '-cert', 'ca.pem', '-config', 'ca.conf', '-batch', '-notext'];
    openssl('ca', ...by, '-in', `${name}.csr`, '-out', `${name}.pem`, ...span);
    return read(folder, name);
  };
  const year = new Date().getUTCFullYear();
  const now: [string, string] = [`${year - 1}0101000000Z`, `${year + 1}0101000000Z`];
  const subject = ['-subj', '/CN=127.0.0.1', '-addext', 'subjectAltName=IP:127.0.0.1', '-days', '30'];
  openssl('req', '-x509', ...key, '-keyout', 'self.key', '-out', 'self.pem', ...subject);
  return {
    authorityFile: join(folder, 'ca.pem'),
    right: made('right', 'IP:127.0.0.1', now),
    expired: made('expired', 'IP:127.0.0.1', ['20200101000000Z', '20210101000000Z']),
    otherHost: made('other', 'DNS:feltbok.example', now),
    selfSigned: read(folder, 'self'),
  };
}

const read = (folder: string, name: string): Certificate => ({
  key: readFileSync(join(folder, `${name}.key`)),
  cert: readFileSync(join(folder, `${name}.pem`)),
});
