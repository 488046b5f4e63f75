-- Entries are kept as JSON in ASCII: see store/ascii-json.ts. Those written before are brought into it; their meaning stays.
update entry set document = (
  select string_agg(
    case
      when ascii(c) < 128 then c
      when ascii(c) < 65536 then '\u' || lpad(to_hex(ascii(c)), 4, '0')
      else '\u' || to_hex(55296 + ((ascii(c) - 65536) >> 10)) || '\u' || to_hex(56320 + ((ascii(c) - 65536) & 1023))
    end, '' order by place)
  from regexp_split_to_table(document, '') with ordinality as characters (c, place))
where octet_length(document) <> length(document);
