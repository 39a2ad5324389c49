-- Which items of a study stand under the chosen categories and contain all words searched for?
select item_id
from matching_items($study, $question, $category, $stems)
