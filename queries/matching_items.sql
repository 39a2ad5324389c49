-- Which items of a study stand under the chosen categories and contain all words searched for?
select item.item_id
from item
join taxonomy using (code)
where
    item.study_id = $study
    and coalesce(
        list_contains($category, taxonomy.code) or list_contains($category, taxonomy.parent_code),
        $category is null
    )
    and coalesce(
        list_bool_and(list_transform($stems, lambda stem: contains(item.search_text, stem))), true
    )
order by item.position
