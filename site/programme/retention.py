"""The class of each field of organisations, agreements and places."""

from core.retention import declare

declare("programme.Organisation", not_personal="code kind name_en name_ru name_ky name_uz address phone email")
declare("programme.RoleHeld", not_personal="role first_day last_day")
declare("programme.Deputy", free_text="reason", not_personal="first_day last_day")
declare("programme.Donor", not_personal="code name_en name_ru name_ky name_uz")
declare("programme.DonorLogo", not_personal="first_day last_day")
declare("programme.Project", not_personal="code title_en title_ru title_ky title_uz")
declare(
    "programme.Agreement",
    not_personal="number first_day last_day amount_minor currency "
    "funding_statement_en funding_statement_ru funding_statement_ky funding_statement_uz",
)
declare("programme.AgreementUserObjectPermission", not_personal="first_day last_day")
declare("programme.BudgetLine", not_personal="code name_en name_ru name_ky amount_minor currency awarded_minor")
declare("programme.Place", not_personal="soate pcode iso level name_en name_ru name_ky aliases folded valid_from valid_to")
declare("programme.PlaceName", not_personal="name folded language valid_from valid_to")
declare("programme.Locality", not_personal="name folded kind country soate pcode population population_source population_year")
declare("programme.LocalityName", not_personal="name folded language valid_from valid_to kind")
declare("programme.LocalityMerge", not_personal="gone_id gone moved names")
