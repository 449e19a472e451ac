namespace Artel.Generators;

/// <summary>The names of the pipeline's steps, by which the caching tests find them.</summary>
internal static class TrackingNames
{
    public const string Marked = "ArtelMarked";
    public const string Readings = "ArtelReadings";
    public const string Processes = "ArtelProcesses";
    public const string ProcessNames = "ArtelProcessNames";
    public const string PayloadReadings = "ArtelPayloadReadings";
    public const string PayloadProblems = "ArtelPayloadProblems";
    public const string PayloadTypes = "ArtelPayloadTypes";
    public const string Payloads = "ArtelPayloads";
    public const string Problems = "ArtelProblems";
    public const string LuaProcesses = "ArtelLuaProcesses";
    public const string LuaReferences = "ArtelLuaReferences";
    public const string LuaFiles = "ArtelLuaFiles";
    public const string References = "ArtelReferences";
    public const string Assemblies = "ArtelAssemblies";
    public const string Definitions = "ArtelDefinitions";
    public const string SupervisorReadings = "ArtelSupervisorReadings";
    public const string SupervisorProblems = "ArtelSupervisorProblems";
    public const string Supervisors = "ArtelSupervisors";

    public const string FunctionReadings = "ArtelFunctionReadings";
    public const string Functions = "ArtelFunctions";
    public const string LuaFunctions = "ArtelLuaFunctions";
    public const string FunctionRegistry = "ArtelFunctionRegistry";
    public const string FunctionPayloads = "ArtelFunctionPayloads";

    public const string ManifestEntries = "ArtelManifestEntries";
    public const string Manifest = "ArtelManifest";

    public static readonly string[] All =
    [
        Marked, Readings, Processes, ProcessNames, PayloadReadings, PayloadProblems, PayloadTypes, Payloads, Problems, LuaProcesses, LuaFiles, LuaReferences,
        References, Assemblies, Definitions, ManifestEntries, Manifest, SupervisorReadings, SupervisorProblems, Supervisors,
        FunctionReadings, Functions, LuaFunctions, FunctionRegistry, FunctionPayloads,
    ];
}
