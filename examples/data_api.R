# From R, without any package: how far experts of each affiliation agree, as a data frame.
server <- "http://127.0.0.1:8501"
rows <- read.csv(paste0(server, "/api/agreement.csv?split=affiliation&base=opinion"))

academia <- head(rows[rows$group == "Academia", ], 5)
print(academia[, c("label", "n_opinion", "agreement_low", "agreement_high")], row.names = FALSE)
