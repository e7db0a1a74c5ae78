"""Temporary keys through the vendors' own credential libraries: roles, ID tokens, instance metadata, and what the services say of them."""

import json
import os
import tempfile
import urllib.request

from Tea.core import TeaCore
from alibabacloud_credentials.provider import (
    EcsRamRoleCredentialsProvider,
    OIDCRoleArnCredentialsProvider,
    RamRoleArnCredentialsProvider,
    URLCredentialsProvider,
)
from alibabacloud_sts20150401 import models as sts_models
from alibabacloud_sts20150401.client import Client as StsClient
from alibabacloud_tea_openapi.models import Config
from huaweicloudsdkcore.auth import internal
from huaweicloudsdkcore.auth.credentials import BasicCredentials
from huaweicloudsdkcore.auth.provider import MetadataCredentialProvider
from huaweicloudsdkcore.exceptions.exceptions import ServiceResponseException
from huaweicloudsdksts import v1 as huawei_sts
from huaweicloudsdkworkspace import v2 as workspace
import volcenginesdkcloudidentity as cloudidentity
import volcenginesdkcore
from volcenginesdkcore.auth.providers import ecs_role_provider
from volcenginesdkcore.auth.providers.ecs_role_provider import EcsRoleCredentialProvider
from volcenginesdkcore.auth.providers.sts_oidc_provider import StsOidcCredentialProvider
from volcenginesdkcore.auth.providers.sts_provider import StsCredentialProvider
from volcenginesdkcore.rest import ApiException

from life import Life, emulator, refused, same

life = Life("keys")
running = emulator()
endpoint, sources = running["endpoint"], running["keys"]
host = endpoint.removeprefix("http://")
alibaba, huawei, volcengine = sources["alibaba"], sources["huawei"], sources["volcengine"]

# The libraries ask fixed addresses, some by https alone. Only where they ask is changed here, nothing of what they ask.
send = TeaCore.do_action


def redirected(request, options=None):
    request.protocol = "http"
    request.headers["host"], request.port = host, None
    return send(request, options)


TeaCore.do_action = redirected
internal.MetadataAccessor._METADATA_ENDPOINT = endpoint
ecs_role_provider._IMDS_ENDPOINT = endpoint


def id_token(audience):
    oidc = sources["oidc"]
    request = urllib.request.Request(
        f"{endpoint}{oidc['tokenPath']}&audience={audience}", headers={"Authorization": f"bearer {oidc['requestToken']}"}
    )
    with urllib.request.urlopen(request) as answer:
        return json.load(answer)["value"]


def token_file(audience):
    handle, path = tempfile.mkstemp()
    with os.fdopen(handle, "w") as file:
        file.write(id_token(audience))
    return path


def alibaba_identity(keys):
    """Whom the vendor's STS client finds behind the keys of a provider."""
    config = Config(
        access_key_id=keys.get_access_key_id(),
        access_key_secret=keys.get_access_key_secret(),
        security_token=keys.get_security_token(),
        endpoint=host,
        protocol="http",
    )
    body = StsClient(config).get_caller_identity().body
    return (body.account_id, body.identity_type, body.arn.rsplit(":", 1)[1].split("/")[:2])


def alibaba_role(role):
    return (alibaba["accountId"], "AssumedRoleUser", ["assumed-role", role])


def counts_workspace(credentials):
    client = workspace.WorkspaceClient.new_builder().with_credentials(credentials).with_endpoint(endpoint).build()
    return client.list_users(workspace.ListUsersRequest()).total_count


def counts_cloudidentity(keys):
    configuration = volcenginesdkcore.Configuration()
    configuration.ak, configuration.sk, configuration.session_token = keys.ak, keys.sk, keys.session_token
    configuration.region, configuration.scheme, configuration.host = "cn-beijing", "http", host
    api = cloudidentity.CLOUDIDENTITYApi(volcenginesdkcore.ApiClient(configuration))
    return api.list_users(cloudidentity.ListUsersRequest(page_number=1, page_size=10)).total


def alibaba_assuming(role_arn, **more):
    return RamRoleArnCredentialsProvider(
        access_key_id=running["accessKeyId"], access_key_secret=running["accessKeySecret"], role_arn=role_arn, **more
    )


@life.step("Alibaba Cloud: assumes a role, signed by version 1.0")
def _():
    same(alibaba_identity(alibaba_assuming(alibaba["roleArn"]).get_credentials()), alibaba_role("rollcall"))


@life.step("Alibaba Cloud: assumes a role, signed by version 3, by the STS client")
def _():
    config = Config(access_key_id=running["accessKeyId"], access_key_secret=running["accessKeySecret"], endpoint=host, protocol="http")
    request = sts_models.AssumeRoleRequest(role_arn=alibaba["roleArn"], role_session_name="alice", duration_seconds=900)
    body = StsClient(config).assume_role(request).body
    same(body.assumed_role_user.arn, alibaba["roleArn"] + "/alice")
    same(body.credentials.access_key_id.startswith("STS."), True)


@life.step("Alibaba Cloud: exchanges an ID token from a file")
def _():
    provider = OIDCRoleArnCredentialsProvider(
        role_arn=alibaba["roleArn"],
        oidc_provider_arn=alibaba["oidcProviderArn"],
        oidc_token_file_path=token_file("sts.aliyuncs.com"),
        role_session_name="ci",
    )
    same(alibaba_identity(provider.get_credentials()), alibaba_role("rollcall"))


@life.step("Alibaba Cloud: finds the role of the machine and its keys, and keys at a URI")
def _():
    machine = EcsRamRoleCredentialsProvider(async_update_enabled=False)
    same(alibaba_identity(machine.get_credentials()), alibaba_role(alibaba["instanceRole"]))
    uri = URLCredentialsProvider(uri=endpoint + alibaba["credentialsPath"])
    same(alibaba_identity(uri.get_credentials()), alibaba_role("rollcall"))


@life.step("Alibaba Cloud: is refused a role that trusts nobody, and one that does not exist")
def _():
    for role, code in (("rollcall-closed", "NoPermission"), ("nobody", "EntityNotExist.Role")):
        arn = f"acs:ram::{alibaba['accountId']}:role/{role}"
        refused(alibaba_assuming(arn).get_credentials, True, lambda error: code in str(error))


@life.step("Huawei Cloud: exchanges an ID token for keys of Workspace")
def _():
    credentials = BasicCredentials(project_id=running["workspace"]["projectId"])
    credentials.with_idp_id(huawei["idpId"]).with_id_token_file(token_file("rollcall")).with_iam_endpoint(endpoint)
    same(counts_workspace(credentials), 0)


@life.step("Huawei Cloud: finds the keys of the machine")
def _():
    credentials = MetadataCredentialProvider.get_basic_credential_metadata_provider().get_credentials()
    same(counts_workspace(credentials.with_project_id(running["workspace"]["projectId"])), 0)


@life.step("Huawei Cloud: assumes an agency by the STS client, and learns who it is")
def _():
    def client(credentials):
        return huawei_sts.StsClient.new_builder().with_credentials(credentials).with_endpoint(endpoint).build()

    own = BasicCredentials(running["accessKeyId"], running["accessKeySecret"], running["workspace"]["projectId"])
    body = huawei_sts.AssumeAgencyReqBody(agency_urn=huawei["agencyUrn"], agency_session_name="alice")
    keys = client(own).assume_agency(huawei_sts.AssumeAgencyRequest(body=body)).credentials
    given = BasicCredentials(keys.access_key_id, keys.secret_access_key, running["workspace"]["projectId"]).with_security_token(keys.security_token)
    same(client(given).get_caller_identity(huawei_sts.GetCallerIdentityRequest()).account_id, huawei["domainId"])
    body = huawei_sts.AssumeAgencyReqBody(agency_urn=huawei["agencyUrn"] + "-closed", agency_session_name="alice")

    def describe(error):
        same(isinstance(error, ServiceResponseException), True)
        return error.status_code

    refused(lambda: client(own).assume_agency(huawei_sts.AssumeAgencyRequest(body=body)), 403, describe)


def volcengine_assuming(role):
    return StsCredentialProvider(
        ak=running["accessKeyId"],
        sk=running["accessKeySecret"],
        role_name=role,
        account_id=volcengine["accountId"],
        scheme="http",
        host=host,
        max_retries=1,
    )


@life.step("Volcengine: assumes a role")
def _():
    same(counts_cloudidentity(volcengine_assuming("rollcall").get_credentials()), 0)


@life.step("Volcengine: exchanges an ID token from a file")
def _():
    provider = StsOidcCredentialProvider(
        role_trn=volcengine["roleTrn"], oidc_token_file=token_file("rollcall"), scheme="http", host=host, max_retries=1
    )
    same(counts_cloudidentity(provider.get_credentials()), 0)


@life.step("Volcengine: finds the role of the machine and its keys")
def _():
    same(counts_cloudidentity(EcsRoleCredentialProvider().get_credentials()), 0)


@life.step("Volcengine: is refused a role that trusts nobody")
def _():
    def describe(error):
        same(isinstance(error, ApiException), True)
        return error.status

    refused(volcengine_assuming("rollcall-closed").get_credentials, 403, describe)


life.end()
