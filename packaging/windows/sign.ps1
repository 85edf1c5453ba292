# Sign one file: powershell -File sign.ps1 FILE, on Windows. Nobody has run it yet.
#
# SIGN_CERTIFICATE is a file with a certificate and its key (PFX), which SIGN_PASSWORD opens. Where it is asked when the
# file was signed, SIGN_TIME_FROM names who says so.
param([Parameter(Mandatory)][string]$File)
$ErrorActionPreference = "Stop"

$Kits = "${env:ProgramFiles(x86)}\Windows Kits\10\bin\*\x64\signtool.exe"
$SignTool = Get-ChildItem $Kits | Sort-Object FullName | Select-Object -Last 1
$When = if ($env:SIGN_TIME_FROM) { "/tr", $env:SIGN_TIME_FROM, "/td", "sha256" } else { @() }
& $SignTool sign /fd sha256 @When /f $env:SIGN_CERTIFICATE /p $env:SIGN_PASSWORD $File
exit $LASTEXITCODE
