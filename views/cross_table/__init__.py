"""Any two dimensions of a survey crossed, such as affiliation and expertise."""
