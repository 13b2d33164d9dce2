"""The addresses of people and their accounts."""

from django.urls import path

from accounts.views.app_remove import app_remove
from accounts.views.app_set_up import app_set_up
from accounts.views.confirm import confirm
from accounts.views.connection_end import connection_end
from accounts.views.connection_make import connection_make
from accounts.views.invitation_accept import invitation_accept
from accounts.views.invitation_make import invitation_make
from accounts.views.invitation_withdraw import invitation_withdraw
from accounts.views.mail_outbox import mail_outbox
from accounts.views.mail_wishes import mail_wishes
from accounts.views.notification_list import notification_list
from accounts.views.notification_open import notification_open
from accounts.views.notification_read import notification_read
from accounts.views.passkey_add import passkey_add
from accounts.views.passkey_remove import passkey_remove
from accounts.views.passkey_rename import passkey_rename
from accounts.views.password_change import password_change
from accounts.views.password_set import password_set
from accounts.views.people import people
from accounts.views.person_appoint import person_appoint
from accounts.views.person_deactivate import person_deactivate
from accounts.views.person_reactivate import person_reactivate
from accounts.views.person_remove_factors import person_remove_factors
from accounts.views.person_reset_password import person_reset_password
from accounts.views.person_verify_orcid import person_verify_orcid
from accounts.views.profile import profile
from accounts.views.recovery_codes import recovery_codes
from accounts.views.security import security
from accounts.views.sign_in import sign_in
from accounts.views.sign_in_factor import sign_in_factor
from accounts.views.sign_in_passkey import sign_in_passkey
from accounts.views.sign_in_return import sign_in_return
from accounts.views.sign_in_with import sign_in_with
from accounts.views.sign_out import sign_out
from accounts.views.token_list import token_list
from accounts.views.token_revoke import token_revoke
from accounts.views.try_as import try_as

app_name = "accounts"
urlpatterns = [
    path("sign-in/", sign_in, name="sign-in"),
    path("sign-in/factor/", sign_in_factor, name="sign-in-factor"),
    path("sign-in/passkey/", sign_in_passkey, name="sign-in-passkey"),
    path("sign-in/with/<slug:server>/", sign_in_with, name="sign-in-with"),
    path("sign-in/with/<slug:server>/return/", sign_in_return, name="sign-in-return"),
    path("sign-out/", sign_out, name="sign-out"),
    path("try-as/<str:username>/", try_as, name="try-as"),
    path("me/", profile, name="profile"),
    path("me/password/", password_change, name="password-change"),
    path("me/security/", security, name="security"),
    path("me/security/confirm/", confirm, name="confirm"),
    path("me/security/app/", app_set_up, name="app-set-up"),
    path("me/security/app/remove/", app_remove, name="app-remove"),
    path("me/security/codes/", recovery_codes, name="recovery-codes"),
    path("me/security/passkeys/", passkey_add, name="passkey-add"),
    path("me/security/passkeys/<int:pk>/rename/", passkey_rename, name="passkey-rename"),
    path("me/security/passkeys/<int:pk>/remove/", passkey_remove, name="passkey-remove"),
    path("me/security/<slug:server>/connect/", connection_make, name="connection-make"),
    path("me/security/<slug:server>/disconnect/", connection_end, name="connection-end"),
    path("me/notifications/", notification_list, name="notification-list"),
    path("me/notifications/read/", notification_read, name="notification-read"),
    path("me/notifications/<uuid:pk>/", notification_open, name="notification-open"),
    path("me/mail/", mail_wishes, name="mail-wishes"),
    path("me/mail/outbox/", mail_outbox, name="mail-outbox"),
    path("me/tokens/", token_list, name="token-list"),
    path("me/tokens/<int:pk>/revoke/", token_revoke, name="token-revoke"),
    path("reset/<str:uid>/<str:token>/", password_set, name="password-set"),
    path("people/", people, name="people"),
    path("people/<int:pk>/appoint/", person_appoint, name="person-appoint"),
    path("people/<int:pk>/deactivate/", person_deactivate, name="person-deactivate"),
    path("people/<int:pk>/reactivate/", person_reactivate, name="person-reactivate"),
    path("people/<int:pk>/reset-password/", person_reset_password, name="person-reset-password"),
    path("people/<int:pk>/remove-factors/", person_remove_factors, name="person-remove-factors"),
    path("people/<int:pk>/verify-orcid/", person_verify_orcid, name="person-verify-orcid"),
    path("invitations/", invitation_make, name="invitation-make"),
    path("invitations/<int:pk>/withdraw/", invitation_withdraw, name="invitation-withdraw"),
    path("invitations/<str:token>/", invitation_accept, name="invitation-accept"),
]
