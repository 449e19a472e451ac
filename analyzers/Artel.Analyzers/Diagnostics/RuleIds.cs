namespace Artel.Analyzers;

/// <summary>
/// All ids. 00xx topics, 01xx permissions, 02xx ids and hosts, 04xx process safety, 05xx Lua as a language, 06xx durations. 03xx are the
/// generator's.
/// </summary>
internal static class RuleIds
{
    public const string TopicIsReserved = "ART0001";
    public const string TopicIsEmpty = "ART0002";
    public const string TopicIsNotTaken = "ART0003";
    public const string PayloadIsOfAnotherType = "ART0004";
    public const string PayloadCanNotCross = "ART0005";

    public const string PermissionIsMissing = "ART0101";
    public const string PermissionIsTooNarrow = "ART0102";
    public const string PermissionIsUnused = "ART0103";
    public const string PermissionMayBeTooNarrow = "ART0104";
    public const string PermissionIsGrantedToNobody = "ART0105";

    public const string IdIsMalformed = "ART0201";
    public const string DefinitionIsDefinedTwice = "ART0202";
    public const string DefinitionIsUnknown = "ART0203";
    public const string HostIsUnknown = "ART0204";
    public const string MainArgumentIsWrong = "ART0205";

    public const string CallBlocksProcess = "ART0401";
    public const string MethodIsAsyncVoid = "ART0402";
    public const string StateIsTouchedOutsideTurn = "ART0403";
    public const string TurnIsLeft = "ART0404";
    public const string StateIsStatic = "ART0405";
    public const string ProcessIsUsedDirectly = "ART0406";
    public const string TaskIsIgnored = "ART0407";
    public const string OutcomeIsIgnored = "ART0408";
    public const string ProcessIsUsedAfterUpgrade = "ART0409";
    public const string PayloadIsChanged = "ART0410";
    public const string ExitIsUnseen = "ART0411";

    public const string LuaSyntaxError = "ART0501";
    public const string LuaMemberIsUnknown = "ART0502";
    public const string LuaArgumentCountIsWrong = "ART0503";
    public const string LuaGlobalIsUndefined = "ART0504";
    public const string LuaGlobalIsAssigned = "ART0505";
    public const string LuaCodeIsUnreachable = "ART0506";
    public const string LuaModuleIsUnknown = "ART0507";
    public const string LuaAnnotationIsMalformed = "ART0508";
    public const string LuaLocalIsUnused = "ART0509";
    public const string LuaLocalIsShadowed = "ART0510";
    public const string LuaErrorIsIgnored = "ART0511";

    public const string DurationIsMalformed = "ART0601";
    public const string DurationIsNotPositive = "ART0602";
}
