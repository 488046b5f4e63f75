-- What became of a submission when it was applied (JSON): counts, codes and places. Of one that was held, its file knows only that it was.
alter table feed_submission add column report text;
