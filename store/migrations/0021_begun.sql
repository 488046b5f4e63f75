-- When work on a file first began (ms): what was refused of it since is its own, and is not tried anew as if somebody had sent it again.
alter table feed_file add column begun_ms bigint;
