-- Which items of other studies are about the same thing as an item, and how close are they?
select
    found.study_id,
    found.item_id,
    item.label,
    found.closeness,
    found.rationale,
    (
        select min(mitigation_id)
        from item_mitigation as link
        where link.study_id = found.study_id and link.item_id = found.item_id
    ) as mitigation_id
from (
    -- How the item found compares with the one given.
    select
        other_study_id as study_id,
        other_item_id as item_id,
        case closeness
            when 'narrower' then 'broader'
            when 'broader' then 'narrower'
            else closeness
        end as closeness,
        rationale
    from item_crosswalk
    where study_id = $study and item_id = $item
    union all
    select study_id, item_id, closeness, rationale
    from item_crosswalk
    where
        other_study_id = $study
        and other_item_id = $item
        -- If both sides are written, the item's own says it from its point of view.
        and not exists (
            select 1
            from item_crosswalk as own
            where
                own.study_id = $study
                and own.item_id = $item
                and own.other_study_id = item_crosswalk.study_id
                and own.other_item_id = item_crosswalk.item_id
        )
) as found
join item using (study_id, item_id)
order by
    list_position(['same', 'narrower', 'broader', 'related'], found.closeness),
    found.study_id,
    item.position
