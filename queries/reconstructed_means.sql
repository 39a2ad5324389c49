-- What does the source print about each group's answers to a statement, and what do the answers of
-- each solution give when mean and standard error are computed from them?
with printed as (
    select
        affiliation,
        max(value) filter (statistic = 'n_opinion') as n_printed,
        max(value) filter (statistic = 'mean') as mean_printed,
        max(value) filter (statistic = 'standard_error') as standard_error_printed
    from published
    where study_id = $study and item_id = $item and affiliation is not null
    group by affiliation
),
scored as (
    select cell.world, cell.affiliation, cell.n, answer_option.score
    from (select * from cell where study_id = $study and item_id = $item and world > 0) as cell
    join item using (study_id, item_id)
    join question using (study_id, question_id)
    join answer_option using (scale_id, option_id)
    where answer_option.score is not null
),
added as (
    select
        scored.world,
        printed.affiliation,
        sum(scored.n) as n,
        sum(scored.n * scored.score) as total,
        sum(scored.n * scored.score ** 2) as squares
    from printed
    join scored on list_contains(string_split(printed.affiliation, ' + '), scored.affiliation)
    group by scored.world, printed.affiliation
)
select
    added.world,
    added.affiliation,
    printed.n_printed,
    added.n as n_recomputed,
    printed.mean_printed,
    added.total / added.n as mean_recomputed,
    printed.standard_error_printed,
    sqrt((added.squares - added.total ** 2 / added.n) / (added.n - 1)) / sqrt(added.n)
        as standard_error_recomputed
from added
join printed using (affiliation)
left join study_group
    on study_group.study_id = $study
    and study_group.dimension = 'affiliation'
    and study_group.name = added.affiliation
order by added.world, study_group.position nulls last
