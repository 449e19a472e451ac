namespace System.Runtime.CompilerServices;

/// <summary>What the compiler wants for records; .NET Standard 2.0 has none.</summary>
internal static class IsExternalInit;
