-- What did experts write about an item in their own words, as far as it is publicly summarised?
select theme, voices
from comment_theme
where study_id = $study and item_id = $item
order by position
