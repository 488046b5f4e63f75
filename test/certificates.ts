/** Certificates for the tests, made on the spot: an authority, and whatever it signs. */
import { webcrypto } from 'node:crypto';
import 'reflect-metadata';
import * as x509 from '@peculiar/x509';

x509.cryptoProvider.set(webcrypto as never);

const algorithm = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' } as const;

/** PEM texts, as `node:tls` wants them. */
export interface TestCertificate {
  readonly cert: string;
  readonly key: string;
  /** SHA-256, small hexadecimal letters. */
  readonly fingerprint: string;
}

export interface TestAuthority {
  /** PEM of the authority's own certificate. */
  readonly ca: string;
  /** A certificate for `name`, for servers (localhost, 127.0.0.1) and clients alike; for `days`, negative when its time is over. */
  issue(name: string, days?: number): Promise<TestCertificate>;
}

/** An authority of its own, valid for a day. */
export async function testAuthority(name = 'Example Test Authority'): Promise<TestAuthority> {
  const keys = await webcrypto.subtle.generateKey(algorithm, true, ['sign', 'verify']);
  const dayMs = 86_400_000;
  const notBefore = new Date(Date.now() - 10 * dayMs);
  const notAfter = new Date(Date.now() + dayMs);
  const own = await x509.X509CertificateGenerator.createSelfSigned({
    name: `CN=${name}`,
    keys: keys as never,
    notBefore,
    notAfter,
    signingAlgorithm: algorithm,
    extensions: [
      new x509.BasicConstraintsExtension(true, 1, true),
      new x509.KeyUsagesExtension(x509.KeyUsageFlags.keyCertSign | x509.KeyUsageFlags.cRLSign, true),
    ],
  });
  return {
    ca: own.toString('pem'),
    async issue(subject, days = 1) {
      const subjectKeys = await webcrypto.subtle.generateKey(algorithm, true, ['sign', 'verify']);
      const certificate = await x509.X509CertificateGenerator.create({
        subject: `CN=${subject}`,
        issuer: own.subject,
        notBefore,
        notAfter: new Date(Date.now() + days * dayMs),
        signingKey: keys.privateKey as never,
        publicKey: subjectKeys.publicKey as never,
        signingAlgorithm: algorithm,
        extensions: [
          new x509.SubjectAlternativeNameExtension([
            { type: 'dns', value: 'localhost' },
            { type: 'ip', value: '127.0.0.1' },
          ]),
        ],
      });
      const key = Buffer.from(await webcrypto.subtle.exportKey('pkcs8', subjectKeys.privateKey)).toString('base64');
      const lines = key.match(/.{1,64}/g)!.join('\n');
      return {
        cert: certificate.toString('pem'),
        key: `-----BEGIN PRIVATE KEY-----\n${lines}\n-----END PRIVATE KEY-----\n`,
        fingerprint: Buffer.from(await certificate.getThumbprint('SHA-256')).toString('hex'),
      };
    },
  };
}
