import { deflateRawSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { agrees, fileEndingOf, isReadable, mediaTypeOf, servedAs, wordsIn, type MediaType } from './media-type.js';

const latin1 = (text: string): Buffer => Buffer.from(text, 'latin1');
const utf16 = (text: string): Buffer => Buffer.from(text, 'utf16le');
const ole = '\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1';

/** A package with these parts, as a zip has them: enough for its names to be found. */
function zip(...names: readonly string[]): Buffer {
  return Buffer.concat(
    names.flatMap((name) => {
      const data = deflateRawSync(Buffer.from(`<${name}/>`));
      const header = Buffer.alloc(30);
      header.write('PK\x03\x04', 'latin1');
      header.writeUInt16LE(8, 8);
      header.writeUInt32LE(data.length, 18);
      header.writeUInt16LE(name.length, 26);
      return [header, Buffer.from(name), data];
    }),
  );
}

describe('a file is what it holds', () => {
  it.each<[string, Buffer, MediaType]>([
    ['PDF', latin1('%PDF-1.7\n\xff\0'), 'application/pdf'],
    ['PDF after blank lines', latin1('\r\n%PDF-1.4\nplain'), 'application/pdf'],
    ['RTF', latin1('{\\rtf1\\ansi Dear doctor}'), 'application/rtf'],
    ['PNG', latin1('\x89PNG\r\n\x1a\n\0\0'), 'image/png'],
    ['JPEG', latin1('\xff\xd8\xff\xe0\0\x10JFIF'), 'image/jpeg'],
    ['TIFF of Intel order', latin1('II*\0\x08\0\0\0'), 'image/tiff'],
    ['TIFF of Motorola order', latin1('MM\0*\0\0\0\x08'), 'image/tiff'],
    ['GIF', latin1('GIF89a\0'), 'image/gif'],
    ['DICOM', Buffer.concat([Buffer.alloc(128), latin1('DICM\x02\0')]), 'application/dicom'],
    [
      'Word',
      zip('[Content_Types].xml', 'word/document.xml'),
      'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
    ],
    ['Word of before 2007', Buffer.concat([latin1(ole), utf16('WordDocument')]), 'application/msword'],
    ['text in UTF-8', Buffer.from('Dear Zoë,\n\tshe is well – thank you.'), 'text/plain'],
    ['text in Windows-1252', latin1('Dear Zo\xeb, \x93well\x94'), 'text/plain'],
    ['text in UTF-16', Buffer.concat([latin1('\xff\xfe'), utf16('Dear Zoë')]), 'text/plain'],
    ['text with a smaller-than sign', Buffer.from('temperature < 37, SpO2 > 92'), 'text/plain'],
    ['HTML', Buffer.from('<!DOCTYPE html><html><body>Hello</body></html>'), 'text/html'],
    ['HTML after a comment', Buffer.from('<!-- a letter -->\n<script>alert(1)</script>'), 'text/html'],
    ['a drawing that runs scripts', Buffer.from('<?xml version="1.0"?><svg onload="alert(1)"/>'), 'text/html'],
    ['XML', Buffer.from('<?xml version="1.0"?><ClinicalDocument/>'), 'text/xml'],
  ])('%s', (_, bytes, type) => {
    expect(mediaTypeOf(bytes)).toBe(type);
  });

  it.each<[string, Buffer]>([
    ['a Windows program', latin1('MZ\x90\0\x03')],
    ['a Windows program with a PDF behind it', latin1('MZ\x90\0%PDF-1.7')],
    ['a Linux program', latin1('\x7fELF\x02\x01')],
    ['a Java class', latin1('\xca\xfe\xba\xbe\0\0')],
    ['a script', Buffer.from('#!/bin/sh\nrm -rf /')],
    ['an archive', zip('letter.pdf', 'setup.exe')],
    ['a Word document with macros', zip('word/document.xml', 'word/vbaProject.bin')],
    ['a Word document of before 2007 with macros', Buffer.concat([latin1(ole), utf16('WordDocument'), utf16('_VBA_PROJECT')])],
    ['an Outlook message', Buffer.concat([latin1(ole), utf16('__properties_version1.0')])],
    ['RTF with an embedded object', latin1('{\\rtf1{\\object\\objemb{\\*\\objdata 0105}}}')],
    ['bytes nobody knows', latin1('\x01\x02\x03\x04')],
    ['nothing', Buffer.alloc(0)],
  ])('and is no document when it is %s', (_, bytes) => {
    expect(mediaTypeOf(bytes)).toBeUndefined();
  });

  it('also where it is a part of a larger buffer', () => {
    const pooled = new Uint8Array(Buffer.from('xx%PDF-1.7')).subarray(2);
    expect(mediaTypeOf(pooled)).toBe('application/pdf');
  });
});

describe('a file is handed out', () => {
  it.each<[MediaType, string, string]>([
    ['application/pdf', 'application/pdf', 'pdf'],
    ['text/html', 'text/plain; charset=utf-8', 'txt'],
    ['text/xml', 'text/plain; charset=utf-8', 'txt'],
    ['text/plain', 'text/plain; charset=utf-8', 'txt'],
  ])('%s as %s', (type, served, ending) => {
    expect(servedAs(type, Buffer.from('Zoë'))).toBe(served);
    expect(fileEndingOf(type)).toBe(ending);
  });

  it('with the character set that its text is in', () => {
    expect(servedAs('text/plain', latin1('Zo\xeb'))).toBe('text/plain; charset=windows-1252');
    expect(servedAs('text/plain', Buffer.concat([latin1('\xff\xfe'), utf16('Zoë')]))).toBe('text/plain; charset=utf-16le');
  });
});

describe('what a sender calls a file', () => {
  it.each([
    ['application/pdf', 'application/pdf', true],
    ['Application/PDF; name="x.pdf"', 'application/pdf', true],
    ['text/rtf', 'application/rtf', true],
    ['image/jpg', 'image/jpeg', true],
    ['application/octet-stream', 'image/png', true],
    ['application/pdf', 'text/html', false],
    ['text/plain', 'application/pdf', false],
  ] as const)('%s: is it %s? %s', (declared, type, expected) => {
    expect(agrees(declared, type)).toBe(expected);
  });
});

describe('the words of a file', () => {
  it('are read from RTF without its markup, accents and all', () => {
    const rtf = latin1("{\\rtf1\\ansi\\deff0{\\b Ren\\'e9e} has seen the cl\\u239?nic.\\par Next line}");
    expect(wordsIn(rtf, 'application/rtf')).toBe('Renée has seen the clïnic.\nNext line');
  });

  it('are looked for only where they can be read', () => {
    expect(isReadable('text/html')).toBe(true);
    expect(isReadable('application/rtf')).toBe(true);
    expect(isReadable('application/pdf')).toBe(false);
  });
});
