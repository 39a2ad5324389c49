-- Which words of the mitigations are written most like a word that none of them contains?
--
-- A word may differ from the one searched for, or from as many of its own first letters, by $most
-- slips: a letter too many, too few, another, or two swapped.
select
    word,
    least(
        damerau_levenshtein(word, $word), damerau_levenshtein(left(word, length($word)), $word)
    ) as slips,
    count(*) as mitigations
from (
    select distinct mitigation_id, unnest(string_split(search_text, ' ')) as word
    from mitigation
)
where
    slips <= $most
    and length(word) >= length($word) - $most
group by word, slips
order by slips, mitigations desc, word
limit 1
